import { startInflux } from '@wanding/testkit'
import { describeQuality } from './quality.suite'

describeQuality('DuckDB', async () => ({ env: {}, stop: async () => undefined }))

describeQuality('InfluxDB', async () => {
  const { url, stop } = await startInflux({})
  return { env: { INFLUX_URL: url }, stop }
})
