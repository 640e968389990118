module.exports = { preset: '../../jest.preset.js', displayName: 'container-registry' };
