module.exports = { preset: '../../jest.preset.js', displayName: 'app-secrets' };
