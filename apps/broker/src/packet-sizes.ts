/** Of a packet as a whole, as the compose file's mosquitto has it. aedes itself collects whatever length a client announces, 256 MB. */
export const MOST_PACKET_BYTES = 1024 * 1024

/** Follows the packets of one connection by their fixed headers (MQTT 3.1.1, 2.2), and keeps none of their bytes. */
export class PacketSizes {
  /** Bytes of the present packet that are still to come; a header begins at 0. */
  private rest = 0
  /** Of the length that is being read: the value so far, and what its next seven bits are worth; 0 before the packet's type. */
  private length = 0
  private worth = 0

  /** False as soon as a packet announces more bytes than it may have, or has a length that is none. */
  fit(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length; ) {
      if (this.rest > 0) {
        const skipped = Math.min(this.rest, bytes.length - at)
        this.rest -= skipped
        at += skipped
      } else if (!this.header(bytes[at++]!)) return false
    }
    return true
  }

  private header(byte: number): boolean {
    if (this.worth === 0) {
      this.length = 0
      this.worth = 1
      return true
    }
    this.length += (byte & 0x7f) * this.worth
    this.worth *= 128
    if (this.length > MOST_PACKET_BYTES || this.worth > 128 ** 4) return false
    if (byte < 128) {
      this.rest = this.length
      this.worth = 0
    }
    return true
  }
}
