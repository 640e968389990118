import { createHash } from 'node:crypto';

/** A call to the emulator in one of AWS's JSON protocols: what a person would do behind Terraform's back. */
export async function awsJson<T>(url: string, service: string, target: string, body: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signedFor(service), 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': target },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target}: ${response.status} ${text}`);
  // What only does something answers with nothing.
  return (text === '' ? {} : JSON.parse(text)) as T;
}

/** A call in AWS's query protocol. */
export async function awsQuery(url: string, service: string, parameters: Record<string, string>): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: signedFor(service),
    body: new URLSearchParams({ Version: '2010-03-31', ...parameters }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${parameters['Action']}: ${response.status} ${text}`);
  return text;
}

/** An object of S3 as text. */
export async function s3Object(url: string, bucket: string, key: string): Promise<string> {
  const response = await fetch(`${url}/${bucket}/${key}`, { headers: signedFor('s3') });
  if (!response.ok) throw new Error(`s3://${bucket}/${key}: ${response.status}`);
  return response.text();
}

/** Puts an object, with the checksum that a bucket with a lock asks for. */
export async function putObject(url: string, bucket: string, key: string, body: string): Promise<void> {
  const digest = createHash('md5').update(body).digest('base64');
  const response = await fetch(`${url}/${bucket}/${key}`, {
    method: 'PUT',
    headers: { ...signedFor('s3'), 'Content-MD5': digest },
    body,
  });
  if (!response.ok) throw new Error(`s3://${bucket}/${key}: ${response.status} ${await response.text()}`);
}

/** What S3 says of an object. */
export async function s3Head(url: string, bucket: string, key: string): Promise<Headers> {
  const response = await fetch(`${url}/${bucket}/${key}`, { method: 'HEAD', headers: signedFor('s3') });
  if (!response.ok) throw new Error(`s3://${bucket}/${key}: ${response.status}`);
  return response.headers;
}

export async function createBucket(url: string, bucket: string): Promise<void> {
  const response = await fetch(`${url}/${bucket}`, {
    method: 'PUT',
    headers: signedFor('s3'),
    body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
  });
  if (!response.ok) throw new Error(`${bucket}: ${response.status} ${await response.text()}`);
}

/** Everything that exists, by `service:kind`. */
export async function inventory(url: string): Promise<Record<string, string[]>> {
  return (await (await fetch(`${url}/restartix-emulator/inventory`)).json()) as Record<string, string[]>;
}

// The emulator checks no signature; service and region are read from the scope.
function signedFor(service: string): Record<string, string> {
  return {
    Authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}
