import { Worker } from 'node:worker_threads'
import type { HashTask } from './hash-thread.ts'

/** With nothing to do for so long a thread ends, and with it what it still holds of the last password. */
const idleMs = 60_000

/**
 * Does tasks in threads (hash-thread.ts), as many as are asked for at once. Throws what the thread throws, or what keeps
 * it from starting; the next task gets another thread. Idle threads hold up no process that ends.
 */
export function hashThreads(start: () => Worker = startThread) {
  /** Threads that wait for a task, and when each will end. */
  const idle = new Map<Worker, NodeJS.Timeout>()

  return async function inThread<Result extends string | boolean>(task: HashTask): Promise<Result> {
    const thread = takeIdle() ?? watched(start())
    try {
      const answer = answerOf<Result>(thread)
      thread.postMessage(task)
      const result = await answer
      keepIdle(thread)
      return result
    } catch (error) {
      void thread.terminate()
      throw error
    }
  }

  /** One that breaks while nobody waits for it is not used again, and ends nothing else. */
  function watched(thread: Worker): Worker {
    const forget = () => {
      clearTimeout(idle.get(thread))
      idle.delete(thread)
    }
    return thread.on('error', forget).on('exit', forget)
  }

  function keepIdle(thread: Worker) {
    const end = setTimeout(() => {
      idle.delete(thread)
      void thread.terminate()
    }, idleMs)
    idle.set(thread, end.unref())
    thread.unref()
  }

  function takeIdle(): Worker | undefined {
    const [thread] = idle.keys()
    if (thread === undefined) return undefined
    clearTimeout(idle.get(thread))
    idle.delete(thread)
    thread.ref()
    return thread
  }
}

/** Nothing of the environment, which may hold secrets, and nothing that a process of the portal does when it starts. */
function startThread(): Worker {
  return new Worker(`${import.meta.dirname}/hash-thread.ts`, { env: {}, execArgv: [] })
}

function answerOf<Result>(thread: Worker): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const onExit = (code: number) => reject(new Error(`the thread that hashes passwords ended with ${code}`))
  thread.once('message', resolve).once('error', reject).once('exit', onExit)
  return promise.finally(() => thread.off('message', resolve).off('error', reject).off('exit', onExit))
}
