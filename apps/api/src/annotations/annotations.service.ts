import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { ConflictException, Inject, Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common'
import type { Annotation, AnnotationRequest, AnnotationsQuery } from '@wanding/contracts'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { MILL_DIRECTORY, type MillDirectory } from '../twin'
import { AnnotationBook, BookFullError } from './annotation-book'

/** Notes that people put on times and machines of a mill. */
@Injectable()
export class AnnotationsService implements OnModuleInit {
  private book!: AnnotationBook

  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MILL_DIRECTORY) private readonly directory: MillDirectory,
  ) {}

  onModuleInit(): void {
    this.book = new AnnotationBook(join(this.config.dataFolder, 'annotations.jsonl'))
  }

  /** Throws a 404 for a mill that was never heard of. */
  list(mill: string, { from, to, run }: AnnotationsQuery): Annotation[] {
    return this.book.between(mill, run ?? this.runOf(mill), from, to)
  }

  /** Throws a 404 for an unknown mill or machine, a 409 when the book is full. */
  add(mill: string, request: AnnotationRequest): Annotation {
    const run = this.runOf(mill)
    if (request.machine !== null && !this.directory.hasMachine(mill, request.machine)) {
      throw new NotFoundException({ code: 'machine/unknown', message: 'this mill has no such machine' })
    }
    const made = { id: randomUUID(), mill, run, ...request, writtenMs: this.clock.nowMs() }
    try {
      this.book.add(made)
    } catch (error) {
      if (!(error instanceof BookFullError)) throw error
      throw new ConflictException({ code: error.code, message: error.message })
    }
    return made
  }

  /** Throws a 404 where there is none. */
  remove(mill: string, id: string): void {
    if (this.book.get(id)?.mill === mill && this.book.remove(id)) return
    throw new NotFoundException({ code: 'annotation/unknown', message: 'there is no such annotation' })
  }

  private runOf(mill: string): string {
    const run = this.directory.runOf(mill)
    if (run !== undefined) return run
    throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
  }
}
