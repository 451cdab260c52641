import { Worker } from 'node:worker_threads';
import { type Remote, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter';
import { FacePencilError, installErrorTransfer } from '../src/index.js';
import type { MadeImage, Task, TaskWorker, WorkerSetup } from './task.js';

interface Member {
  readonly thread: Worker;
  readonly remote: Remote<TaskWorker>;
  /** Rejects if the thread ends before its time. */
  readonly broken: Promise<never>;
}

/** Worker threads, each with a generator of its own, that share the tasks out among them. */
export class Pool {
  private readonly members: Member[];
  private readonly idle: Member[];
  private readonly waiting: ((member: Member) => void)[] = [];

  constructor(size: number, setup: WorkerSetup) {
    installErrorTransfer();
    this.members = Array.from({ length: size }, () => start(setup));
    this.idle = [...this.members];
  }

  /** @throws FacePencilError what the worker says; worker-failed if its thread ends */
  async make(task: Task): Promise<MadeImage> {
    const member =
      this.idle.pop() ?? (await new Promise<Member>((resolve) => this.waiting.push(resolve)));
    try {
      return await Promise.race([member.remote.make(task), member.broken]);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(member);
      else next(member);
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map(({ thread }) => thread.terminate()));
  }
}

function start(setup: WorkerSetup): Member {
  const thread = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: setup });
  const broken = new Promise<never>((_, reject) => {
    thread.on('error', (cause: Error) => {
      reject(failure(cause.message, cause));
    });
    thread.on('exit', (code) => {
      reject(failure(`it ended with code ${code}`));
    });
  });
  broken.catch(() => undefined);
  return { thread, remote: wrap<TaskWorker>(nodeEndpoint(thread)), broken };
}

function failure(why: string, cause?: unknown): FacePencilError {
  return new FacePencilError('worker-failed', `A worker thread broke: ${why}.`, {
    hint: 'Try again with fewer --jobs: each needs memory for a model of its own.',
    cause,
  });
}
