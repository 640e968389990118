module.exports = { preset: '../../jest.preset.js', displayName: 'ci' };
