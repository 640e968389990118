module.exports = { preset: '../../jest.preset.js', displayName: 'scheduled-tasks' };
