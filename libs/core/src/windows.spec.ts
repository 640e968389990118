import { dailyWindow, weeklyWindow, windowsOverlap } from './windows';

describe('windows', () => {
  it('reads daily and weekly windows, also over midnight and over the week’s end', () => {
    expect(dailyWindow('23:45-00:30', 30)).toEqual({ start: 1425, length: 45 });
    expect(weeklyWindow('sun:23:30-mon:00:30', 30)).toEqual({ start: 6 * 1440 + 1410, length: 60 });
  });

  it.each(['1:00-2:00', '01:00-01:15', '25:00-26:00', '01:00', ''])('knows that %p is no daily window', (text) => {
    expect(dailyWindow(text, 30)).toBeUndefined();
  });

  it.each([
    'Sun:03:00-Sun:04:00',
    'sun:03:00-04:00',
    'sun:03:00-sun:03:20',
    'mon:00:00-wed:00:00',
    'xyz:01:00-xyz:02:00',
  ])('knows that %p is no weekly window', (text) => {
    expect(weeklyWindow(text, 30)).toBeUndefined();
  });

  it.each([
    ['01:00-01:30', 'sun:03:00-sun:04:00', false],
    ['03:30-04:30', 'sun:03:00-sun:04:00', true],
    ['23:45-00:30', 'mon:00:00-mon:01:00', true],
    ['00:00-00:30', 'sun:23:45-mon:00:15', true],
    ['01:00-01:30', 'mon:01:30-mon:02:00', false],
  ])('says whether %s and %s meet: %p', (daily, weekly, expected) => {
    expect(windowsOverlap(dailyWindow(daily, 30)!, weeklyWindow(weekly, 30)!)).toBe(expected);
  });
});
