"""Reads payloads with protobuf's own decoder, and the packed arrays in them with struct.

Usage: read_wire.py FOLDER_OF_WIRE_PB2 < one payload per line, in hex > one JSON object per line
"""
import json
import struct
import sys

sys.path.insert(0, sys.argv[1])
import wire_pb2  # noqa: E402  made by protoc from wire.proto

NARROW = {1: 8, 2: 16, 3: 32}
PACKED = {22: 'b', 23: 'h', 24: 'i', 25: 'q', 26: 'B', 27: 'H', 28: 'I', 29: 'Q', 30: 'f', 31: 'd', 34: 'Q'}


def signed(value, bits):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def scalar(message, kind):
    field = message.WhichOneof('content')
    if field is None:
        return None
    value = getattr(message, field)
    if kind in NARROW:
        assert field == 'small', field
        return signed(value, NARROW[kind])
    if kind == 4:
        assert field == 'large', field
        return str(signed(value, 64))
    if kind in (8, 13):
        assert field == 'large', field
        return str(value)
    expected = {5: 'small', 6: 'small', 7: 'small', 9: 'single', 10: 'precise', 11: 'truth', 12: 'words', 14: 'words', 15: 'words'}
    assert field == expected[kind], field
    return value


def array(octets, kind):
    if kind in PACKED:
        width = struct.calcsize('<' + PACKED[kind])
        values = struct.unpack('<%d%s' % (len(octets) // width, PACKED[kind]), octets)
        return [str(value) if width == 8 and kind != 31 else value for value in values]
    if kind == 32:
        (count,) = struct.unpack_from('<I', octets)
        return [bool(octets[4 + index // 8] >> (7 - index % 8) & 1) for index in range(count)]
    if kind == 33:
        assert octets == b'' or octets.endswith(b'\0')
        return [text.decode('utf-8') for text in octets.split(b'\0')[:-1]]
    return list(octets)


def table(message):
    return {
        'columns': list(message.headers),
        'types': list(message.kinds),
        'width': message.width,
        'rows': [[scalar(cell, kind) for cell, kind in zip(row.cells, message.kinds)] for row in message.lines],
    }


def attributes(message):
    assert len(message.keys) == len(message.entries)
    result = {}
    for key, entry in zip(message.keys, message.entries):
        if entry.empty:
            value = None
        elif entry.kind == 20:
            value = attributes(entry.nested)
        elif entry.kind == 21:
            value = [attributes(one) for one in entry.several.sets]
        else:
            value = scalar(entry, entry.kind)
        result[key] = {'type': entry.kind, 'value': value}
    return result


def optional(message, field):
    return getattr(message, field) if message.HasField(field) else None


kinds = {}


def signal(message):
    alias, kind = optional(message, 'shorthand'), optional(message, 'kind')
    # As a host does: the birth tells the type of an alias, data leaves it out.
    if kind is not None and alias is not None:
        kinds[alias] = kind
    known = kind if kind is not None else kinds.get(alias)
    field = message.WhichOneof('content')
    if message.empty or field is None:
        value = None
    elif field == 'octets':
        value = array(message.octets, known)
    elif field == 'table':
        value = table(message.table)
    else:
        value = scalar(message, known)
    return {
        'name': optional(message, 'title'),
        'alias': alias,
        'at': optional(message, 'taken_ms'),
        'kind': kind,
        'historical': optional(message, 'from_the_past'),
        'null': optional(message, 'empty'),
        'properties': attributes(message.attributes) if message.HasField('attributes') else None,
        'value': value,
    }


for line in sys.stdin:
    payload = wire_pb2.Envelope.FromString(bytes.fromhex(line.strip()))
    # Nothing that we wrote may be unknown to the description of the wire.
    assert payload.SerializeToString() == bytes.fromhex(line.strip()), 'not what protobuf itself would write'
    print(json.dumps({
        'at': optional(payload, 'sent_ms'),
        'seq': optional(payload, 'position'),
        'metrics': [signal(one) for one in payload.signals],
    }))
