import { type Chapter, notApplicable, WIRE, writers } from './statement'

const { must } = writers({ edge: WIRE })
const ONE_SERVER = { edge: notApplicable('a gateway has one broker; it connects to this one again') }

export const REBIRTH_AND_PRIMARY_HOST: Chapter = {
  letter: 'E',
  title: 'Edge node: rebirth and primary host',
  statements: [
    must(
      'rebirth.stops-data',
      'Asked for births it sends no more data until these are out.',
      'operational-behavior-data-commands-rebirth-action-1',
    ),
    must(
      'rebirth.births',
      'It sends its NBIRTH and the DBIRTHs of all its devices.',
      'operational-behavior-data-commands-rebirth-action-2',
    ),
    must(
      'rebirth.bdseq',
      'These births have the bdSeq of the ones before.',
      'operational-behavior-data-commands-rebirth-action-3',
    ),
    must(
      'primary.waits',
      'With a primary host it waits with its births until this is online.',
      'message-flow-edge-node-birth-publish-phid-wait operational-behavior-edge-node-birth-sequence-wait',
    ),
    must(
      'primary.id',
      'Only STATE of the primary host counts, not that of another.',
      'message-flow-edge-node-birth-publish-phid-wait-id',
    ),
    must(
      'primary.online',
      'Only a STATE that says online lets it be born.',
      'message-flow-edge-node-birth-publish-phid-wait-online',
    ),
    must(
      'primary.timestamp',
      'A STATE older than the newest it has heard does not count.',
      'message-flow-edge-node-birth-publish-phid-wait-timestamp',
    ),
    must(
      'primary.offline',
      'When the primary host goes offline it publishes its NDEATH and disconnects.',
      'message-flow-edge-node-birth-publish-phid-offline operational-behavior-edge-node-termination-host-offline',
    ),
    must(
      'primary.old-offline',
      'An offline STATE that is older than the newest does not make it leave.',
      'operational-behavior-edge-node-termination-host-offline-timestamp',
    ),
    must(
      'primary.reconnects',
      'Having left for that it connects to the next server; with one server, to this.',
      'operational-behavior-edge-node-termination-host-offline-reconnect',
    ),
    must(
      'primary.walks',
      'With several servers it goes from one to the next until it finds one with the primary host online.',
      'operational-behavior-primary-application-state-with-multiple-servers-walk',
      ONE_SERVER,
    ),
    must(
      'primary.one-server',
      'It is connected to one server at a time.',
      'operational-behavior-primary-application-state-with-multiple-servers-single-server',
      ONE_SERVER,
    ),
    must(
      'primary.subscribes',
      'It subscribes to the STATE of its primary host.',
      'operational-behavior-primary-application-state-with-multiple-servers-state-subs',
    ),
  ],
}
