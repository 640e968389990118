module.exports = { preset: '../../jest.preset.js', displayName: 'encryption-key' };
