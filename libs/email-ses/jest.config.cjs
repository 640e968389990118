module.exports = { preset: '../../jest.preset.js', displayName: 'email-ses' };
