module.exports = { preset: '../../jest.preset.js', displayName: 'deploy-iam' };
