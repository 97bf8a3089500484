// A loop variable holds what a round has made, and is looked at before the round is: that another name of it is the array that was made
// there says nothing of its length where that name is given.
function capturedConstant(): unknown {
  let held = [1, 2];
  for (let k = 0; k < 3; k++) {
    const made = [4, 2];
    const cut = () => {
      made.length = 0;
    };
    cut();
    held = made;
  }
  return held[1]; // OOB
}

function capturedVariable(): unknown {
  let held = [1, 2];
  let made = [1, 2];
  const cut = () => {
    made.pop();
  };
  for (let k = 0; k < 3; k++) {
    made = [4, 2];
    cut();
    held = made;
  }
  return held[1]; // OOB
}

function twoRounds(): unknown {
  let now = [1, 2];
  let before = [3, 4];
  let k = 0;
  while (k++ < 4) {
    const made = [5, 6];
    const cut = () => {
      made.pop();
    };
    cut();
    before = now;
    now = made;
  }
  if (k > 100) return before[0];
  return now[1]; // OOB
}

function asLongAs(n: number): unknown {
  let held: number[] = new Array<number>(n).fill(0);
  for (let k = 0; k < 2; k++) {
    const made = new Array<number>(n).fill(0);
    const cut = () => {
      made.length = 1;
    };
    cut();
    held = made;
  }
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const one = held[k]; // OOB
    sum += one ?? 0;
  }
  return sum;
}

function byProxy(): unknown {
  let held = [1, 2];
  for (let k = 0; k < 3; k++) {
    const made = [4, 2];
    void ("x" in
      new Proxy(
        {},
        {
          has: () => {
            ({ n: made.length } = { n: 0 });
            return true;
          },
        },
      ));
    held = made;
  }
  return held[1]; // OOB
}

export function run(): unknown[] {
  return [capturedConstant, capturedVariable, twoRounds, () => asLongAs(3), byProxy].map((attempt) => {
    try {
      return attempt();
    } catch (error) {
      return (error as Error).name;
    }
  });
}
