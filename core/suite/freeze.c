#include "suite/freeze.h"
pw_status pw_freeze_write(pw_reply_to *r) { (void)r; return PW_OK; }
