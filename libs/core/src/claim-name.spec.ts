import { Construct } from 'constructs';
import { claimName } from './claim-name';
import { synth } from './testing';

describe('claimName', () => {
  const claim = { module: 'storage-s3', property: 'bucketName', value: 'uploads' };

  it('refuses a second construct of the module with the same physical name, and says who has it', () => {
    expect(() =>
      synth((stack) => {
        claimName(new Construct(stack, 'one'), claim);
        claimName(new Construct(stack, 'two'), claim);
      }),
    ).toThrow(
      'storage-s3 "two": bucketName "uploads" is not possible (allowed: a name that no other storage-s3 of the environment has; "test/one" has this one). Give one of them another name.',
    );
  });

  it('lets another module, another physical name and another stack have it', () => {
    const twice = (): unknown =>
      synth((stack) => {
        claimName(new Construct(stack, 'one'), claim);
        claimName(new Construct(stack, 'two'), { ...claim, module: 'network' });
        claimName(new Construct(stack, 'three'), { ...claim, physicalName: 'other-uploads' });
      });
    twice();
    expect(twice).not.toThrow();
  });
});
