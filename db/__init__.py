import sys

import sqlcipher3.dbapi2

# sqlite-utils takes pysqlite3 in place of the standard library's SQLite when there
# is one. Under that name it is given SQLCipher; with a connection of SQLCipher's but
# without this, it catches the wrong exception classes.
sys.modules["pysqlite3"] = sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
