module.exports = { preset: '../../jest.preset.js', displayName: 'edge-cloudflare' };
