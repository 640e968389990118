module.exports = { preset: '../../jest.preset.js', displayName: 'storage-backups' };
