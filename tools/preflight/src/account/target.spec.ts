import { principal } from './target';

describe('a principal in words', () => {
  it.each([
    ['arn:aws:sts::123456789012:assumed-role/Admin/jo@example.com', 'role Admin (jo@example.com)'],
    ['arn:aws:iam::123456789012:user/people/jo', 'user jo'],
    ['arn:aws:iam::123456789012:root', 'the root user'],
  ])('%s', (arn, words) => {
    expect(principal(arn)).toBe(words);
  });
});
