module.exports = { preset: '../../jest.preset.js', displayName: 'tenant-s3-bucket' };
