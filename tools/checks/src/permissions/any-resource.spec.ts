import { ACTIONS_WITHOUT_RESOURCES } from '@restartix/plan-report';
import { resourceTypesOf } from './service-authorization';

it.each(ACTIONS_WITHOUT_RESOURCES)(
  'AWS decides %s on no resource, so that plans need not call it out',
  async (action) => {
    expect(await resourceTypesOf(action)).toEqual([]);
  },
);
