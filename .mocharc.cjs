// Serial: every test builds its own in-process chain.
module.exports = {
  extension: ["ts"],
  spec: ["tests/**/*.test.ts", "packages/*/test/**/*.test.ts"],
  // The slowest test without a limit of its own takes 12 s on an idle machine.
  timeout: 180_000,
  forbidOnly: Boolean(process.env.CI),
};
