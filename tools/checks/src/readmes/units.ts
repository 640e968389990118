/** The unit of a number, from the end of its name or the first matching word of its description. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/Days$/, 'days'],
  [/Hours$/, 'hours'],
  [/Seconds$/, 'seconds'],
  [/Gib$/, 'GiB'],
  [/Mib$/, 'MiB'],
  [/Pct$/, 'percent'],
  [/[pP]ort$/, 'port'],
  [/Version$/, 'counter'],
];

const BY_WORD: readonly (readonly [RegExp, string])[] = [
  [/\bdays?\b/i, 'days'],
  [/\byears?\b/i, 'years'],
  [/\bhours?\b/i, 'hours'],
  [/\bseconds?\b/i, 'seconds'],
  [/\bGiB\b/, 'GiB'],
  [/\bMiB\b/, 'MiB'],
  [/\bACU\b/, 'ACU'],
  [/\bCPU units\b/i, 'CPU units'],
  [/\b(percent|percentage)\b/i, 'percent'],
  [/\bports?\b/i, 'port'],
  [/\bshards?\b/i, 'shards'],
  [/\bnodes?\b/i, 'nodes'],
  [/\breplicas\b/i, 'replicas'],
  [/\btasks\b/i, 'tasks'],
  [/\battempts\b/i, 'attempts'],
  [/\bfailures\b/i, 'failures'],
  [/\bsuccesses\b/i, 'successes'],
  [/\brequests\b/i, 'requests'],
  [/\bconnections\b/i, 'connections'],
  [/\bimages\b/i, 'images'],
  [/\bversions\b/i, 'versions'],
  [/\bfiles\b/i, 'files'],
  [/\bcharacters\b/i, 'characters'],
  [/\bruns\b/i, 'runs'],
  [/\bshare\b/i, 'share'],
  [/\b(rank|order)\b/i, 'rank'],
  [/\bunit of the metric\b/i, 'as the metric'],
];

/** Undefined when neither name nor description contains a unit. */
export function unitOf(name: string, text: string): string | undefined {
  const named = BY_NAME.find(([ending]) => ending.test(name));
  if (named) return named[1];
  const found = BY_WORD.map(([word, unit]) => ({ unit, at: text.search(word) })).filter(({ at }) => at >= 0);
  return found.sort((a, b) => a.at - b.at)[0]?.unit;
}
