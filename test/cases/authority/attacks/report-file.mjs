// EXPECT: fs.write
process.report.writeReport("/tmp/out.json");
