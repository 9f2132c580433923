import type { Worker } from 'node:worker_threads'

/** The thread's program: how it is started, and a digest of its code. */
export interface WhatIfProgram {
  spawn: () => Worker
  /** Of all code that decides a result; part of the identity of every what-if. */
  digest: string
}
export const WHAT_IF_PROGRAM = Symbol('WHAT_IF_PROGRAM')

export const KEPT_RESULTS = Symbol('KEPT_RESULTS')
export const MILL_LIBRARY = Symbol('MILL_LIBRARY')
export const WORKER_POOL = Symbol('WORKER_POOL')
