module.exports = { preset: '../../jest.preset.js', displayName: 'ecs-service' };
