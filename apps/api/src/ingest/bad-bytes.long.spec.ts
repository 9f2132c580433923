import { describe } from 'vitest'
import { describeBadBytes } from './bad-bytes.suite'

describe('bad bytes', () => describeBadBytes(100_000))
