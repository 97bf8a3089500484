// Found by the fuzzer (seed 7021699): `read 16:19-16:31` was proved in trusted/throw: tier 0 under A1 A1t A2 A4 A5, resting on test of `c` against `this.heap.length`.
// Conforms to its types (A1t).
export async function part20(): Promise<void> {
    {
        const h = new K17();
        for (const x of [3, 4, 3, 6, 6])
            h.add(x);
        h.take();
    }
}
class K17 {
    private heap: number[] = [];
    add(x: number): void { this.heap.push(x); }
    take(): number { let i = 0; for (;;) {
        let c = 2 * i + 1;
        if (c >= this.heap.length)
            break;
        const t = this.heap[c]!; // OOB
        this.heap[i] = t;
        (() => { this.heap["length"] = (2 ** 32 - 1); })();
        i = c;
    } return top; }
}
export async function run(): Promise<number> {
    await part20();
    return caught;
}
