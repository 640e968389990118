module.exports = { preset: '../../jest.preset.js', displayName: 'tfstate-backend' };
