/*
 * kube/address.h - IP addresses and blocks, as the API server's lenient parsers read them:
 * leading zeros are decimal, host bits are masked, ::ffff:10.0.0.0/104 is 10.0.0.0/8.
 */
#ifndef PW_KUBE_ADDRESS_H
#define PW_KUBE_ADDRESS_H

#include "base/buf.h"

typedef enum pw_family { PW_IPV4, PW_IPV6, PW_FAMILIES } pw_family;

/* An address: 128 bits, high word first; an IPv4 address has its 32 bits at the end. */
typedef struct pw_ip {
    uint64_t high;
    uint64_t low;
    pw_family family;
} pw_ip;

/* A block, as the range of its addresses. */
typedef struct pw_cidr {
    pw_ip first;
    pw_ip last;
    uint32_t bits; /* prefix length within the family */
} pw_cidr;

bool pw_ip_read(pw_str text, pw_ip *ip);

/* How a block was written; the server accepts all of it, with warnings. */
typedef struct pw_cidr_form {
    pw_ip address;  /* before the slash; not the first of the block when it has host bits */
    bool host_bits;
    bool mapped;    /* an IPv4 address in the dress of IPv6 */
    bool odd;       /* that, or leading zeros */
} pw_cidr_form;

bool pw_cidr_read(pw_str text, pw_cidr *cidr, pw_cidr_form *form);

/* Order within one family; the families one after the other. */
int pw_ip_order(pw_ip a, pw_ip b);
bool pw_ip_same(pw_ip a, pw_ip b);

/* The address after `ip`; false at the end of the family. */
bool pw_ip_next(pw_ip ip, pw_ip *next);

bool pw_cidr_has(const pw_cidr *cidr, pw_ip ip);

/* Whether `inner` lies in `outer` and is not equal to it. */
bool pw_cidr_strictly_in(const pw_cidr *inner, const pw_cidr *outer);

/* Writes the usual short form. */
void pw_ip_write(pw_buf *b, pw_ip ip);
void pw_cidr_write(pw_buf *b, const pw_cidr *cidr);

#endif
