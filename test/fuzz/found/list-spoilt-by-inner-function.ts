// Found by the fuzzer (seed 2854121): `read 13:25-13:30` was proved in trusted/throw: tier 0 under A1t A2 A4 A5, resting on test of `k` against `p1.length`.
// Conforms to its types (A1t).
export function s0(p1: number[], p2: number[], f3: () => number, k: number): number {
    try {
        {
            void [0].flatMap(() => { {
                Object.assign(p1, { length: (2 ** 32 - 1) });
            } });
        }
    }
    finally {
        {
            if (!(Number.isInteger(k) && k >= 0 && k < p1.length))
                throw "index";
            void String(p1[k]); // OOB
        }
    }
}
export async function run(): Promise<number> {
    {
        const x4 = [0, 6];
        s0(x4, x4, () => { }, 2);
    }
}
