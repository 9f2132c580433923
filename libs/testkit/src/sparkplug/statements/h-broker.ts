import { type Chapter, writers } from './statement'

const { must } = writers({})

/** The broker is not ours to certify; what our programs need of it their own tests show. */
export const BROKER: Chapter = {
  letter: 'H',
  title: 'Broker',
  statements: [
    must(
      'broker.basic',
      'It keeps QoS 0 and 1, Wills and retained messages as MQTT says.',
      'conformance-mqtt-qos0 conformance-mqtt-qos1 conformance-mqtt-will-messages conformance-mqtt-retained',
    ),
    must(
      'broker.aware',
      'A broker that is aware of Sparkplug keeps births as retained certificates and stamps deaths.',
      'conformance-mqtt-aware-basic conformance-mqtt-aware-store conformance-mqtt-aware-nbirth-mqtt-topic conformance-mqtt-aware-nbirth-mqtt-retain conformance-mqtt-aware-dbirth-mqtt-topic conformance-mqtt-aware-dbirth-mqtt-retain conformance-mqtt-aware-ndeath-timestamp',
    ),
  ],
}
