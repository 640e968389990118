module.exports = { preset: '../../jest.preset.js', displayName: 'database-rds' };
