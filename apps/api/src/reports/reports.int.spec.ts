import { startInflux } from '@wanding/testkit'
import { describeReports } from './reports.suite'

describeReports('DuckDB', async () => ({ env: {}, stop: async () => undefined }))

describeReports('InfluxDB', async () => {
  const { url, stop } = await startInflux({})
  return { env: { INFLUX_URL: url }, stop }
})
