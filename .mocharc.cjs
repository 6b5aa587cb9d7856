// For every run: of the stages of `npm test`, which name their folders (scripts/test-stages.mjs), and of one file by
// `npx ts-mocha FILE`.
module.exports = {
  extension: ['ts'],
  // The slowest test without a limit of its own takes 12 s on an idle machine.
  timeout: 180_000,
  forbidOnly: Boolean(process.env.CI),
};
