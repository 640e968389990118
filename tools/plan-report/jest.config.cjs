module.exports = { preset: '../../jest.preset.js', displayName: 'plan-report' };
