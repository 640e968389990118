module.exports = { preset: '../../jest.preset.js', displayName: 'tenant-cmk' };
