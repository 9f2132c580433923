import { describe } from 'vitest'
import { describePayloadFuzz } from './payload.fuzz.suite'

describe('whatever comes is a payload or refused as none', () => describePayloadFuzz(5000))
