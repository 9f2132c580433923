import { IoAdapter } from '@nestjs/platform-socket.io'
import type { ServerOptions } from 'socket.io'
import * as parser from 'socket.io-msgpack-parser'

/** Socket.IO with the msgpack parser: one WebSocket message an event, binary fields inside (half the CPU of the default). */
export class MsgpackSocketAdapter extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions) {
    return super.createIOServer(port, {
      ...options,
      parser,
      serveClient: false,
      perMessageDeflate: false,
    } as ServerOptions)
  }
}
