module.exports = { preset: '../../jest.preset.js', displayName: 'load-balancer' };
