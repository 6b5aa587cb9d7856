// Serial: every test builds its own in-process chain.
module.exports = {
  extension: ["ts"],
  spec: ["tests/**/*.test.ts"],
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
};
