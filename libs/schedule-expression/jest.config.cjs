module.exports = { preset: '../../jest.preset.js', displayName: 'schedule-expression' };
