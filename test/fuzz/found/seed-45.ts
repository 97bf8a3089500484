// Found by the fuzzer (seed 45): `write 8:13-8:20` was proved in trusted/throw: tier 1 under A1 A1t A2 A4, resting on .
// Conforms to its types (A1t).
function s4(p5: number[]): number {
    switch (1) {
        case 0: {
            const k19 = p5.length;
        }
        default: {
            const i21 = p5.length;
            p5[i21] = (() => { p5.splice(1, 1); })(); // OOB
        }
    }
}
export async function run(): Promise<number> {
    s4([0, 6]);
}
