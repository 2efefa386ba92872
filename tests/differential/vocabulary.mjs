// The words that random clusters are made of: few, so that selectors, ports and blocks often meet.

export const NAMESPACES = ['prod', 'dev', 'default', 'team-a', 'y'];
export const KEYS = ['app', 'tier', 'env', 'example.com/zone'];
export const VALUES = ['web', 'db', 'api', '', 'true', '1', 'on'];
export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
export const PORT_NAMES = ['http', 'dns', 'metrics', 'db'];
export const PORTS = [1, 53, 79, 80, 81, 443, 5432, 8080, 9090, 65535];
export const NODES = [
  { name: 'node-1', v4: '192.168.49.2', v6: 'fd00:49::2' },
  { name: 'node-2', v4: '192.168.49.3', v6: 'fd00:49::3' },
];
// Blocks with what may be taken out of them; some with host bits, which a server masks away.
export const BLOCKS = [
  { cidr: '0.0.0.0/0', holes: ['10.0.0.0/8', '203.0.113.0/24', '192.168.0.0/16', '10.60.0.0/24'] },
  { cidr: '10.60.0.0/16', holes: ['10.60.0.0/24', '10.60.1.0/28', '10.60.0.6/32'] },
  { cidr: '10.60.0.7/24', holes: ['10.60.0.4/30', '10.60.0.8/29'] },
  { cidr: '10.60.1.0/29', holes: ['10.60.1.4/31'] },
  { cidr: '10.60.0.5/32', holes: [] },
  { cidr: '::ffff:10.60.0.0/120', holes: [] },
  { cidr: '203.0.113.0/24', holes: ['203.0.113.64/26', '203.0.113.1/32', '203.0.113.200/29'] },
  { cidr: '192.168.49.0/24', holes: ['192.168.49.2/32'] },
  { cidr: '::/0', holes: ['fd00::/8', 'fd00:10:60::/64'] },
  { cidr: 'fd00:10:60::/64', holes: ['fd00:10:60::4/126', 'fd00:10:60::6/128'] },
  { cidr: '2001:db8::/32', holes: ['2001:db8:1::/48'] },
];
// Addresses to ask about: some pods' own, the rest outside, around the borders of those blocks.
export const ADDRESSES = [
  '10.60.0.4', '10.60.1.5', '10.60.0.6', 'fd00:10:60::5', 'fd00:10:60::6',
  '203.0.113.0', '203.0.113.1', '203.0.113.63', '203.0.113.64', '203.0.113.127', '203.0.113.255', '203.0.114.0',
  '198.51.100.7', '9.255.255.255', '11.0.0.0', '10.60.0.255', '10.60.1.7', '10.60.1.8', '192.168.49.2',
  '192.168.49.3', '192.168.50.0', '2001:db8::1', '2001:db8:1::1', '2001:db9::', 'fd00:49::2', 'fd00:10:60::ff',
  'fe00::1',
];
