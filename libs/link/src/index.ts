export { Link, type LinkMessage, type LinkOptions, type LinkStatus } from './link'
