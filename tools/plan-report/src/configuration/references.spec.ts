import { addressOf, referencesIn } from './references';

test.each<[string, string, string[]]>([
  ['text', 'cloudflare_zone.a', []],
  ['an attribute', '${cloudflare_zone.a.id}', ['cloudflare_zone.a']],
  ['text around it', 'arn:${data.aws_region.r.name}:${local.x}/*', ['data.aws_region.r', 'local.x']],
  ['an index', '${aws_subnet.a["x"].id}${aws_subnet.b[each.key].id}', ['aws_subnet.a', 'aws_subnet.b', 'each.key']],
  ['an index that reads', '${aws_subnet.a[cloudflare_zone.z.plan].id}', ['aws_subnet.a', 'cloudflare_zone.z']],
  ['a splat', '${cloudflare_zone.a.*.id}${cloudflare_zone.b[*].id}', ['cloudflare_zone.a', 'cloudflare_zone.b']],
  ['no attribute that is called like a resource', '${local.m["k"].cloudflare_zone.a}', ['local.m']],
  ['an escaped interpolation', '$${cloudflare_zone.a.id} %%{if cloudflare_zone.b.x}', []],
  ['a directive', '%{ if cloudflare_zone.a.paused }x%{ endif }', ['cloudflare_zone.a']],
  ['a quoted string', '${lookup(local.m, "cloudflare_zone.a")}', ['local.m']],
  ['an escaped quote', '${"\\"cloudflare_zone.a"}${cloudflare_zone.b.id}', ['cloudflare_zone.b']],
  ['a template in a string', '${join(",", ["x-${cloudflare_zone.a.id}"])}', ['cloudflare_zone.a']],
  ['an object', '${{a = {b = cloudflare_zone.a.id}}}-${local.x}', ['cloudflare_zone.a', 'local.x']],
  ['an ephemeral value', '${ephemeral.cloudflare_x.a.value}', ['ephemeral.cloudflare_x.a']],
  ['the long form', '${resource.cloudflare_zone.a.id}', ['cloudflare_zone.a']],
  ['a name with a dash', '${cloudflare_zone.a-b.id}', ['cloudflare_zone.a-b']],
])('reads %s', (_, text, addresses) => expect(referencesIn(text)).toEqual(addresses));

test('reads through functions and comprehensions', () => {
  const text =
    '${one([for record in cloudflare_dns_record.validation : record.name if record.type == "${local.kind}"])}';
  expect(referencesIn(text)).toEqual(expect.arrayContaining(['cloudflare_dns_record.validation', 'local.kind']));
});

test('a longer name is another address', () => {
  expect(referencesIn('${cloudflare_dns_record.ab.id}')).toEqual(['cloudflare_dns_record.ab']);
  expect(addressOf('cloudflare_dns_record.ab[0]')).toBe('cloudflare_dns_record.ab');
  expect(addressOf('${cloudflare_dns_record.a}')).toBe('cloudflare_dns_record.a');
});
