// EXPECT: env.write
process.loadEnvFile("./.env");
