import { GitHub } from './client';
import { stick, stickyComments } from './sticky-comment';
import { BOT, FakeGitHub, PERSON } from '../testing/fake-github';

let fake: FakeGitHub;
let github: GitHub;

beforeEach(async () => {
  fake = await FakeGitHub.start();
  github = new GitHub({ apiUrl: fake.url, repository: fake.repository, token: fake.token, pause: 1 });
});
afterEach(() => fake.close());

const BODY = '<!-- plan:staging -->\nhello';

describe('GitHub', () => {
  it('reads every page of a list', async () => {
    for (let i = 0; i < 201; i += 1) fake.addComment(7, `comment ${i}`);
    expect(await github.list('/issues/7/comments')).toHaveLength(201);
    expect(fake.requests).toHaveLength(3);
  });

  it.each([500, 502, 503, 429])('tries again after %d', async (status) => {
    fake.failures.push({ status }, { status });
    expect(await github.list('/issues/7/comments')).toEqual([]);
    expect(fake.requests).toHaveLength(3);
  });

  it('waits as long as a limit asks, and then goes on', async () => {
    fake.failures.push({ status: 403, headers: { 'retry-after': '1' } });
    const started = Date.now();
    await github.list('/issues/7/comments');
    expect(Date.now() - started).toBeGreaterThanOrEqual(900);
  });

  it('gives up after five attempts, and says what GitHub answered', async () => {
    fake.failures.push(...Array.from({ length: 5 }, () => ({ status: 502 })));
    await expect(github.list('/issues/7/comments')).rejects.toThrow(/GitHub answered 502 to GET .*made up/);
    expect(fake.requests).toHaveLength(5);
  });

  it('does not try a refusal again, and says what the token lacks', async () => {
    fake.failures.push({ status: 403 });
    await expect(github.get('/issues')).rejects.toThrow(/job's permissions/);
    expect(fake.requests).toHaveLength(1);
  });

  it('names the variable that is missing', () => {
    expect(() => GitHub.fromEnvironment({ GITHUB_REPOSITORY: 'a/b' })).toThrow(/GITHUB_TOKEN is not set/);
    expect(() => GitHub.fromEnvironment({ GITHUB_TOKEN: 'x' })).toThrow(/GITHUB_REPOSITORY is not set/);
  });
});

describe('a sticky comment', () => {
  const sticky = { kind: 'plan', pull: 7, env: 'staging', body: BODY };

  it('is made once, and updated in place from then on', async () => {
    await stick(github, sticky);
    await stick(github, { ...sticky, body: `${BODY} again` });
    expect(fake.comments.get(7)?.map(({ body }) => body)).toEqual([`${BODY} again`]);
  });

  it('is found on a later page', async () => {
    for (let i = 0; i < 120; i += 1) fake.addComment(7, `comment ${i}`, PERSON);
    const { id } = fake.addComment(7, BODY);
    await stick(github, { ...sticky, body: `${BODY} again` });
    expect(fake.comments.get(7)?.find((each) => each.id === id)?.body).toBe(`${BODY} again`);
    expect(fake.comments.get(7)).toHaveLength(121);
  });

  it('is not the one that a person wrote with the same marker, nor one that only quotes it', async () => {
    fake.addComment(7, BODY, PERSON);
    fake.addComment(7, `> ${BODY}`, BOT);
    fake.addComment(7, BODY, { login: 'github-actions[bot]', type: 'User' });
    await stick(github, sticky);
    expect(fake.comments.get(7)).toHaveLength(4);
    expect((await stickyComments(github, 'plan', 7)).size).toBe(1);
  });

  it('is not made twice when the answer to the first was lost', async () => {
    fake.failures.push({ status: 502, method: 'POST', done: true });
    await stick(github, sticky);
    expect(fake.comments.get(7)).toHaveLength(1);
  });
});
