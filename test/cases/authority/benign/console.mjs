export const say = (x) => {
  console.log(x);
  process.stdout.write(String(x));
  return process.argv[2];
};
