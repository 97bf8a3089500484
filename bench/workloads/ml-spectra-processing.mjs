/** Numeric kernels over spectra: statistics, smoothing, noise, FFT, phase correction, integration, alignment, merging, matrices. */
import { createRandom } from "./support/random.mjs";
import { digestOf, expectSame } from "./support/digest.mjs";

/** A spectrum of Gaussian peaks on a slow baseline with noise; x grows, slightly uneven. */
function spectrum(/** @type {number} */ seed, /** @type {number} */ length) {
  const random = createRandom(seed);
  const peaks = Array.from({ length: 40 }, () => ({ at: random.int(length), height: 10 + random.int(90), width: 3 + random.int(12) }));
  const x = new Float64Array(length);
  const y = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    x[i] = i / 10 + random.unit() / 50;
    y[i] = 5 * Math.sin(i / 900) + random.unit() + random.unit() - 1;
    for (const { at, height, width } of peaks) if (Math.abs(i - at) < 60) y[i] += height * Math.exp(-(((i - at) / width) ** 2));
  }
  return { x, y };
}

/** @param {readonly number[] | Float64Array} a @param {readonly number[] | Float64Array} b @param {number} tolerance */
function expectClose(what, a, b, tolerance) {
  for (let i = 0; i < a.length; i++) {
    if (!(Math.abs(a[i] - b[i]) <= tolerance)) throw new Error(`${what}: ${a[i]} instead of ${b[i]} at ${i}`);
  }
}

export const workload = {
  name: "ml-spectra-processing",
  packagePath: "node_modules/ml-spectra-processing/src",
  include: (/** @type {string} */ path) => !path.includes("__tests__"),
  entries: ["index"],
  compilerOptions: { rewriteRelativeImportExtensions: true },
  violations: "throw",

  prepare() {
    const spectra = [spectrum(3, 8192), spectrum(5, 8192), spectrum(9, 8192)];
    const random = createRandom(21);
    // Not more rows than columns: `matrixPQN` reads `medianOfQuotients` (one per column) by row, and gives NaN rows otherwise.
    const matrix = Array.from({ length: 90 }, () => Float64Array.from({ length: 120 }, () => random.unit() * 100));
    return { spectra, matrix };
  },

  run(m, { spectra, matrix }) {
    const out = [];
    const keep = (/** @type {string} */ what, /** @type {unknown} */ value) => {
      const isView = ArrayBuffer.isView(value);
      out.push(`${what} ${isView ? digestOf(value) : digestOf(JSON.stringify(value, (_, inner) => (ArrayBuffer.isView(inner) ? digestOf(inner) : inner)))}`);
    };
    for (const data of spectra) {
      const { x, y } = data;
      const sorted = Float64Array.from(y).sort();
      expectSame("median", m.xMedian(y, { exact: true }), (sorted[4095] + sorted[4096]) / 2);
      expectSame("sorted", digestOf(m.xSortAscending(Float64Array.from(y))), digestOf(sorted));
      keep("noise", [m.xNoiseSanPlot(y), m.xNoiseStandardDeviation(y)]);
      keep("statistics", [m.xBoxPlot(y), m.xVariance(y), m.xMode(Float64Array.from(y, Math.round)), m.xMinMaxValues(y), m.xCorrelation(x, y), m.xRobustDistributionStats(y)]);
      keep("elementwise", [m.xAdd(y, x), m.xSubtract(y, x), m.xMultiply(y, 3), m.xDivide(y, 7), m.xCumulative(y), m.xNormed(y), m.xRescale(y), m.xAbsolute(y), m.xRotate(y, 77), m.xParetoNormalization(y)]);
      keep("histogram", m.xHistogram(y, { nbSlots: 200 }));
      const padding = { size: 4, algorithm: "duplicate" };
      keep("rolling", [m.xRollingAverage(y, { window: 9, padding }), m.xRollingMin(y, { window: 7 }), m.xRollingMax(y, { window: 7 }), m.xRollingMedian(y, { window: 5 })]);
      keep("smoother", m.xWhittakerSmoother(y.slice(0, 3000), { lambda: 50 }));
      // The default lag, length - 1, stores at index -1 (dropped without a sound): the package leaves the range there.
      keep("correlation", [m.xCrossCorrelation(y.slice(0, 600), y.slice(5, 605), { lag: 600 }), m.xAutoCorrelation(y.slice(0, 600), { lag: 600 })]);
      keep("hilbert", m.xHilbertTransform(y));
      keep("points", [m.xyMaximaY(data), m.xyMinimaY(data), m.xyGetNMaxY(data, 10), m.xyPeakInfo(data, { target: 300 })]);
      keep("integral", [m.xyIntegration(data), m.xyIntegral(data), m.xyCumulativeDistributionStatistics({ x, y: m.xAbsolute(y) })]);
      keep("spaced", [m.xyEquallySpaced(data, { numberOfPoints: 4096 }), m.xyEquallySpaced(data, { numberOfPoints: 1000, variant: "slot" }), m.xyReduce(data, { nbPoints: 500 })]);
      keep("interpolated", m.xyInterpolateLinear(data, m.createFromToArray({ from: 1, to: 800, length: 5000 })));
      keep("filters", [m.xyFilterX(data, { from: 100, to: 400 }), m.xyFilterMinYValue(data, 10), m.xyJoinX(data, { delta: 0.15 }), m.xyWeightedMerge(data, { groupWidth: 0.3 })]);
      keep("circle", m.xyRollingCircleTransform({ x: x.slice(0, 2000), y: y.slice(0, 2000) }, { radius: 5 }));
      const complex = { re: y, im: m.xRotate(y, 100) };
      const forward = m.reimFFT(complex, { applyZeroShift: true });
      const back = m.reimFFT(forward, { inverse: true, applyZeroShift: true });
      expectClose("FFT there and back", back.re, complex.re, 1e-9);
      keep("phase", [forward, m.reimAbsolute(forward), m.reimPhaseCorrection(forward, 0.3, 0.7), m.reimAutoPhaseCorrection(complex)]);
    }
    const alignable = spectra.map(({ x, y }) => ({ x: Array.from(x), y: Array.from(y) }));
    keep("aligned", [m.xyAlign(alignable[0], alignable[1], { delta: 0.05 }), m.xyArrayMerge(alignable, { delta: 0.05 }), m.xyArrayAlign(alignable, { delta: 0.05 })]);
    keep("matrix", [m.matrixTranspose(matrix), m.matrixMedian(matrix), m.matrixZRescale(matrix), m.matrixCenterZMean(matrix), m.matrixBoxPlot(matrix), m.matrixHistogram(matrix), m.matrixPQN(matrix), m.matrixMinMaxZ(matrix)]);
    keep("Cholesky", m.xWhittakerSmoother(spectra[0].y.slice(0, 1500), { algorithm: "cholesky", lambda: 20 }));
    return { count: out.length, digest: digestOf(out.join("\n")) };
  },
};
