// Found by the fuzzer (seed 2855233): `read 15:27-15:33` was proved in trusted/throw: tier 0 under A1 A1t A2 A4 A5, resting on test of `i7` against `M2.length`.
// Conforms to its types (A1t).
export async function part14(): Promise<void> {
    s0();
}
const M2: number[] = [(1.5), 3];
let c3 = 1;
function s0(): number {
    {
        {
            void [0, 1].reduce((p) => { Object.defineProperty(M2, "length", { value: (2 ** 31 - 1) }); return p; });
        }
    }
    {
        for (let i7 = 0; i7 < M2.length; i7++) {
            {
                const t = M2[i7]; // OOB
                M2[0] = t;
            }
        }
    }
    return acc;
}
export async function run(): Promise<number> {
    await part14();
}
