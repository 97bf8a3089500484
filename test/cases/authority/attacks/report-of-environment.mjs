// EXPECT: env.read
export const seen = process.report.getReport().environmentVariables;
