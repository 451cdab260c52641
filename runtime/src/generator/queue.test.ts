import { describe, expect, test } from '@jest/globals';
import { FacePencilError } from '../errors.js';
import { RequestQueue } from './queue.js';

/** A request whose end is in the test's hands. */
class Task {
  started = false;
  isOpen: () => boolean = () => false;
  finish!: (value: string) => void;
  fail!: (error: Error) => void;
  private readonly done = new Promise<string>((resolve, reject) => {
    this.finish = resolve;
    this.fail = reject;
  });

  readonly start = (isOpen: () => boolean): Promise<string> => {
    this.started = true;
    this.isOpen = isOpen;
    return this.done;
  };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof FacePencilError ? error.code : String(error);
  }
  return 'answered';
}

/** Lets everything that is due happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('RequestQueue', () => {
  test('one at a time, in order', async () => {
    const queue = new RequestQueue();
    const [a, b, c] = [new Task(), new Task(), new Task()];
    const answers = [a, b, c].map((task) => queue.submit(task.start));
    await settle();
    expect([a.started, b.started, c.started]).toEqual([true, false, false]);
    a.finish('a');
    await settle();
    expect([b.started, c.started]).toEqual([true, false]);
    b.finish('b');
    await settle();
    c.finish('c');
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
  });

  test('a failure is told to its asker, and the next one runs', async () => {
    const queue = new RequestQueue();
    const [a, b] = [new Task(), new Task()];
    const first = queue.submit(a.start);
    const second = queue.submit(b.start);
    a.fail(new Error('broken'));
    expect(await codeOf(first)).toBe('Error: broken');
    b.finish('b');
    expect(await second).toBe('b');
  });

  test('what throws before it begins is a failure too', async () => {
    const queue = new RequestQueue();
    const thrown = queue.submit(() => {
      throw new Error('at once');
    });
    expect(await codeOf(thrown)).toBe('Error: at once');
    expect(await queue.submit(() => Promise.resolve('next'))).toBe('next');
  });

  test('a newer live request takes the place of the waiting older one, and of no other', async () => {
    const queue = new RequestQueue();
    const [running, still, live1, live2, live3] = Array.from({ length: 5 }, () => new Task());
    const answers = [
      queue.submit(running!.start, { live: true }),
      queue.submit(live1!.start, { live: true }),
      queue.submit(still!.start),
      queue.submit(live2!.start, { live: true }),
      queue.submit(live3!.start, { live: true }),
    ];
    expect(await codeOf(answers[1]!)).toBe('generate-replaced');
    expect(await codeOf(answers[3]!)).toBe('generate-replaced');
    running!.finish('running');
    await settle();
    // It keeps the place in the line: someone who draws without pause is not put off for ever.
    expect([live3!.started, still!.started]).toEqual([true, false]);
    live3!.finish('live3');
    await settle();
    still!.finish('still');
    expect(await Promise.all([answers[0], answers[2], answers[4]])).toEqual([
      'running',
      'still',
      'live3',
    ]);
    expect([live1!.started, live2!.started]).toEqual([false, false]);
  });

  test('cancel refuses all at once; the next starts after the one that could not be stopped', async () => {
    const queue = new RequestQueue();
    const [a, b, c] = [new Task(), new Task(), new Task()];
    const first = queue.submit(a.start);
    const second = queue.submit(b.start);
    await settle();
    expect(a.isOpen()).toBe(true);
    queue.cancel();
    expect(await codeOf(first)).toBe('generate-cancelled');
    expect(await codeOf(second)).toBe('generate-cancelled');
    expect(a.isOpen()).toBe(false);
    const third = queue.submit(c.start);
    await settle();
    expect([b.started, c.started]).toEqual([false, false]);
    a.finish('too late');
    await settle();
    expect(c.started).toBe(true);
    c.finish('c');
    expect(await third).toBe('c');
  });

  test('a signal cancels its own request only, waiting or running', async () => {
    const queue = new RequestQueue();
    const [a, b, c] = [new Task(), new Task(), new Task()];
    const [stopA, stopB] = [new AbortController(), new AbortController()];
    const first = queue.submit(a.start, { signal: stopA.signal });
    const second = queue.submit(b.start, { signal: stopB.signal });
    const third = queue.submit(c.start);
    stopB.abort();
    expect(await codeOf(second)).toBe('generate-cancelled');
    stopA.abort();
    expect(await codeOf(first)).toBe('generate-cancelled');
    a.finish('too late');
    c.finish('c');
    expect(await third).toBe('c');
    expect(b.started).toBe(false);
  });

  test('a signal that is aborted already never starts', async () => {
    const task = new Task();
    const refused = new RequestQueue().submit(task.start, { signal: AbortSignal.abort() });
    expect(await codeOf(refused)).toBe('generate-cancelled');
    expect(task.started).toBe(false);
  });

  test('close refuses what is there and what comes, with its error', async () => {
    const queue = new RequestQueue();
    const [a, b] = [new Task(), new Task()];
    const first = queue.submit(a.start);
    const second = queue.submit(b.start);
    queue.close(new FacePencilError('generator-disposed', 'm', { hint: 'h' }));
    queue.close(new FacePencilError('worker-failed', 'm', { hint: 'h' }));
    expect(await codeOf(first)).toBe('generator-disposed');
    expect(await codeOf(second)).toBe('generator-disposed');
    expect(await codeOf(queue.submit(a.start))).toBe('generator-disposed');
    a.finish('too late');
    await settle();
    expect(b.started).toBe(false);
  });
});
